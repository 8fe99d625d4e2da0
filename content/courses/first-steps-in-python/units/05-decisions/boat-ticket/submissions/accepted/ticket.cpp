#include <iostream>

int main() {
    int age;
    std::cin >> age;
    if (age < 12) std::cout << 2 << "\n";
    else if (age < 65) std::cout << 5 << "\n";
    else std::cout << 3 << "\n";
}
