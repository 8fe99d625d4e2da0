#include <iostream>

int main() {
    int age;
    std::cin >> age;
    std::cout << age + 10 << "\n" << 2 * (age + 10) << "\n";
}
