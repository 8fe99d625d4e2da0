#include <cstdio>
int main() { for (int i = 0; i < 1000; i++) putchar(i % 256); }
