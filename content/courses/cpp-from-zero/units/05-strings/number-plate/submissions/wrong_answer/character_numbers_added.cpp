#include <cctype>
#include <iostream>
#include <string>

int main() {
    std::string plate;
    std::cin >> plate;
    int sum = 0;
    for (char c : plate) {
        if (std::isdigit(c)) sum += c;
    }
    std::cout << sum << "\n";
}
