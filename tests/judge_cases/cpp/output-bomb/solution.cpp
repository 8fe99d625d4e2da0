#include <cstdio>
int main() { for (;;) puts("spam"); }
