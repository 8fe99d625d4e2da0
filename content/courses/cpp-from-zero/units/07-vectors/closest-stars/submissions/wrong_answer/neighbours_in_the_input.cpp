#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <vector>

int main() {
    int n;
    std::cin >> n;
    std::vector<long long> stars(n);
    for (long long& star : stars) std::cin >> star;
    long long best = std::abs(stars[1] - stars[0]);
    for (int i = 2; i < n; i++) best = std::min(best, std::abs(stars[i] - stars[i - 1]));
    std::cout << best << "\n";
}
