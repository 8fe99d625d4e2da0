#include <iostream>
#include <string>

int main() {
    std::string left, right;
    std::getline(std::cin, left);
    std::getline(std::cin, right);

    std::cout << "left: " << left << "\n";
    std::cout << "right: " << right << "\n";
}
