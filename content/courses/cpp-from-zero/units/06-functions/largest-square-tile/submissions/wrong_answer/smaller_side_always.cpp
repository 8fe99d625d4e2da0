#include <iostream>

int main() {
    long long length, width;
    std::cin >> length >> width;
    long long side = length < width ? length : width;
    std::cout << side << "\n" << (length / side) * (width / side) << "\n";
}
