#include <iostream>
#include <string>
#include <utility>

int main() {
    std::string left, right;
    std::getline(std::cin, left);
    std::getline(std::cin, right);
    std::swap(left, right);
    std::cout << "left: " << left << "\n";
    std::cout << "right: " << right << "\n";
}
