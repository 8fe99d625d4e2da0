#include <algorithm>
#include <iostream>
#include <map>
#include <string>
#include <utility>
#include <vector>

int main() {
    int n;
    std::cin >> n;
    std::map<std::string, int> points;
    for (int i = 0; i < n; i++) {
        std::string home, away;
        int a, b;
        std::cin >> home >> a >> away >> b;
        points[home] += a > b ? 3 : a == b ? 1 : 0;
        points[away] += b > a ? 3 : a == b ? 1 : 0;
    }
    std::vector<std::pair<int, std::string>> rows;
    for (const auto& [team, number] : points) rows.push_back({-number, team});
    std::sort(rows.begin(), rows.end());
    for (const auto& [number, team] : rows) std::cout << team << " " << -number << "\n";
}
