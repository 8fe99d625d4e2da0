#include <iostream>

int main() {
    long long a, b;
    char sign;
    std::cin >> a >> sign >> b;
    if (sign == '+') std::cout << a + b << "\n";
    else if (sign == '-') std::cout << a - b << "\n";
    else if (sign == '*') std::cout << a * b << "\n";
    else if (sign == '/' && b != 0) std::cout << a / b << "\n";
    else if (sign == '%' && b != 0) std::cout << a % b << "\n";
    else std::cout << "error\n";
}
