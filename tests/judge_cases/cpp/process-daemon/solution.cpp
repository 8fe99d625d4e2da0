#include <cstdio>
#include <unistd.h>
int main() { puts(daemon(0, 0) ? "refused" : "daemon"); }
