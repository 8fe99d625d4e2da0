#include <cctype>
#include <iostream>
#include <string>

int main() {
    std::string plate;
    std::cin >> plate;
    int sum = 0;
    for (int i = 0; i + 1 < static_cast<int>(plate.size()); i++) {
        if (std::isdigit(plate[i])) sum += plate[i] - '0';
    }
    std::cout << sum << "\n";
}
