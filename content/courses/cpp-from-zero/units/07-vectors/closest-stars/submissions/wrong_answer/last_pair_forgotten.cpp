#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    int n;
    std::cin >> n;
    std::vector<long long> stars(n);
    for (long long& star : stars) std::cin >> star;
    std::sort(stars.begin(), stars.end());
    long long best = stars[1] - stars[0];
    for (int i = 2; i < n - 1; i++) best = std::min(best, stars[i] - stars[i - 1]);
    std::cout << best << "\n";
}
