#include <iostream>
#include <string>

int main() {
    std::string plate;
    std::cin >> plate;
    int sum = 0;
    for (char c : plate) sum += c - '0';
    std::cout << sum << "\n";
}
