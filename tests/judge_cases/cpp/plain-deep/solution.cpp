#include <iostream>
long f(long n) { volatile char pad[64]; pad[0] = 1; return n == 0 ? 0 : 1 + f(n - 1) + pad[0] - 1; }
int main() { std::cout << f(1000000); }
