#include <iostream>

long long common(long long a, long long b) {
    while (b != 0) {
        long long rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

int main() {
    long long length, width;
    std::cin >> length >> width;
    long long side = common(length, width);
    std::cout << side << "\n";
    std::cout << (length / side) * (width / side) << "\n";
}
