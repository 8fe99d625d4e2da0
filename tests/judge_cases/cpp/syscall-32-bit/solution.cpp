#include <cstdio>
int main() { int r; asm volatile("int $0x80" : "=a"(r) : "a"(2)); printf("%d\n", r); }
