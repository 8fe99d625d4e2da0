#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    int n;
    std::cin >> n;
    std::vector<int> heights(n);
    for (int& height : heights) std::cin >> height;
    std::sort(heights.begin(), heights.end());
    std::cout << heights[n / 2] << "\n";
}
