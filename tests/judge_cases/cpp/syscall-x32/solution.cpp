#include <cstdio>
#include <unistd.h>
#include <sys/syscall.h>
int main() { printf("%ld\n", syscall(0x40000000 | 57)); }
