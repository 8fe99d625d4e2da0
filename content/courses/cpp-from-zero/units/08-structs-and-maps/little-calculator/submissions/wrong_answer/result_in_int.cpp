#include <iostream>

int main() {
    long long a, b;
    char sign;
    while (std::cin >> a >> sign >> b) {
        int result = 0;
        bool good = true;
        if (sign == '+') result = a + b;
        else if (sign == '-') result = a - b;
        else if (sign == '*') result = a * b;
        else if (sign == '/' && b != 0) result = a / b;
        else if (sign == '%' && b != 0) result = a % b;
        else good = false;
        if (good) std::cout << result << "\n";
        else std::cout << "error\n";
    }
}
