#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

struct Runner {
    std::string name;
    int seconds = 0;
};

bool faster(const Runner& a, const Runner& b) { return a.seconds < b.seconds; }

int main() {
    int n;
    std::cin >> n;
    std::vector<Runner> runners(n);
    for (Runner& runner : runners) std::cin >> runner.name >> runner.seconds;
    std::stable_sort(runners.begin(), runners.end(), faster);
    for (int i = 0; i < n && i < 3; i++) std::cout << i + 1 << ". " << runners[i].name << " " << runners[i].seconds << "\n";
}
