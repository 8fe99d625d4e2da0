#include <iostream>
#include <set>
#include <string>
#include <utility>

int main() {
    std::string steps;
    std::cin >> steps;
    int x = 0, y = 0;
    std::set<std::pair<int, int>> visited{{0, 0}};
    for (char step : steps) {
        if (step == 'N') y++;
        else if (step == 'S') y--;
        else if (step == 'E') x++;
        else x--;
        visited.insert({x, y});
    }
    std::cout << x << " " << y << "\n" << visited.size() << "\n";
}
