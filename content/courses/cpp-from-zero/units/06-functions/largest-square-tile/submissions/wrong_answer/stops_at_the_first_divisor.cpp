#include <iostream>

long long common(long long a, long long b) {
    for (long long side = 2; side <= a; side++) {
        if (a % side == 0 && b % side == 0) return side;
    }
    return 1;
}

int main() {
    long long length, width;
    std::cin >> length >> width;
    long long side = common(length, width);
    std::cout << side << "\n" << (length / side) * (width / side) << "\n";
}
