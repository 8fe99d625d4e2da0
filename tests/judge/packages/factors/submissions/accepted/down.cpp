#include <iostream>
int main() { int n; std::cin >> n; for (int d = n / 2;; d--) if (n % d == 0) { std::cout << d << '\n' << n / d; return 0; } }
