#include <iostream>
int main() { long long n; return std::cin >> n && n > 0 ? 42 : 43; }
