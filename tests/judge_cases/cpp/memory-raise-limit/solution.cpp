#include <cstdio>
#include <sys/resource.h>
int main() { rlimit all{RLIM_INFINITY, RLIM_INFINITY}; puts(setrlimit(RLIMIT_AS, &all) ? "refused" : "raised"); }
