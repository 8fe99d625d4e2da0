#include <algorithm>
#include <iostream>

struct Garden {
    int left = 0, bottom = 0, right = 0, top = 0;
};

int main() {
    Garden a, b;
    std::cin >> a.left >> a.bottom >> a.right >> a.top;
    std::cin >> b.left >> b.bottom >> b.right >> b.top;
    int width = std::min(a.right, b.right) - std::max(a.left, b.left);
    int height = std::min(a.top, b.top) - std::max(a.bottom, b.bottom);
    std::cout << (width > 0 && height > 0 ? width * height : 0) << "\n";
}
