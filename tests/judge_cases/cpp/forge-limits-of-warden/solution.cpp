#include <cstdio>
#include <sys/resource.h>
int main() { rlimit none{0, 0}; puts(prlimit(1, RLIMIT_CPU, &none, nullptr) ? "refused" : "set"); }
