#include <algorithm>
#include <iostream>

struct Garden {
    long long left = 0, bottom = 0, right = 0, top = 0;
};

long long common_area(const Garden& a, const Garden& b) {
    long long width = std::min(a.right, b.right) - std::max(a.left, b.left);
    long long height = std::min(a.top, b.top) - std::max(a.bottom, b.bottom);
    if (width <= 0 || height <= 0) return 0;
    return width * height;
}

int main() {
    Garden a, b;
    std::cin >> a.left >> a.bottom >> a.right >> a.top;
    std::cin >> b.left >> b.bottom >> b.right >> b.top;
    std::cout << common_area(a, b) << "\n";
}
