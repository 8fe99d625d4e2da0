#include <algorithm>
#include <iostream>

struct Garden {
    long long left = 0, bottom = 0, right = 0, top = 0;
};

int main() {
    Garden a, b;
    std::cin >> a.left >> a.bottom >> a.right >> a.top;
    std::cin >> b.left >> b.bottom >> b.right >> b.top;
    long long width = a.right - b.left;
    long long height = a.top - b.bottom;
    std::cout << (width > 0 && height > 0 ? width * height : 0) << "\n";
}
