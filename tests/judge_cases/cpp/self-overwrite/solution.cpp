#include <cstdio>
#include <fcntl.h>
int main() { puts(open("/program/solution", O_RDWR) < 0 ? "refused" : "open"); }
