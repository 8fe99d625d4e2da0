#include <iostream>

bool can_calculate(char sign, long long b) {
    if (sign == '+' || sign == '-' || sign == '*') return true;
    return (sign == '/' || sign == '%') && b != 0;
}

long long calculate(long long a, char sign, long long b) {
    if (sign == '+') return a + b;
    if (sign == '-') return a - b;
    if (sign == '*') return a * b;
    if (sign == '/') return a / b;
    return a % b;
}

int main() {
    long long a, b;
    char sign;
    while (std::cin >> a >> sign >> b) {
        if (can_calculate(sign, b)) {
            std::cout << calculate(a, sign, b) << "\n";
        } else {
            std::cout << "error\n";
        }
    }
}
