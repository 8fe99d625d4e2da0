#include <iostream>

int main() {
    int length, width;
    std::cin >> length >> width;
    std::cout << "fence: " << 2 * (length + width) << "\n";
    std::cout << "soil: " << length * width << "\n";
}
