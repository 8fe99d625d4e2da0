#include <iostream>

long long common(long long a, long long b) {
    long long best = 1;
    for (long long side = 1; side <= a && side <= b; side++) {
        if (a % side == 0 && b % side == 0) {
            best = side;
        }
    }
    return best;
}

int main() {
    long long length, width;
    std::cin >> length >> width;
    long long side = common(length, width);
    std::cout << side << "\n" << (length / side) * (width / side) << "\n";
}
