#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    int n;
    std::cin >> n;
    std::vector<int> heights(n);
    for (int& height : heights) {
        std::cin >> height;
    }
    std::sort(heights.begin(), heights.end());
    if (n % 2 == 1) {
        std::cout << heights[n / 2] << "\n";
    } else {
        std::cout << (heights[n / 2 - 1] + heights[n / 2]) / 2.0 << "\n";
    }
}
