#include <iostream>

// The largest number that divides both a and b.
long long common(long long a, long long b) {

}

int main() {
    long long length, width;
    std::cin >> length >> width;
    long long side = common(length, width);
    std::cout << side << "\n";
}
