#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

struct Runner {
    std::string name;
    int seconds = 0;
};

bool comes_before(const Runner& a, const Runner& b) {
    if (a.seconds != b.seconds) return a.seconds < b.seconds;
    return a.name < b.name;
}

int main() {
    int n;
    std::cin >> n;
    std::vector<Runner> runners(n);
    for (Runner& runner : runners) {
        std::cin >> runner.name >> runner.seconds;
    }
    std::sort(runners.begin(), runners.end(), comes_before);
    for (int i = 0; i < n && i < 3; i++) {
        std::cout << i + 1 << ". " << runners[i].name << " " << runners[i].seconds << "\n";
    }
}
