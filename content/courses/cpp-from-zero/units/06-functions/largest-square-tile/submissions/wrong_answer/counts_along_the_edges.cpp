#include <iostream>

long long common(long long a, long long b) {
    return b == 0 ? a : common(b, a % b);
}

int main() {
    long long length, width;
    std::cin >> length >> width;
    long long side = common(length, width);
    std::cout << side << "\n" << length / side + width / side << "\n";
}
