#include <iostream>
#include <vector>

int main() {
    int n, seen;
    std::cin >> n >> seen;
    std::vector<bool> there(n, false);
    for (int i = 0; i < seen; i++) {
        int wagon;
        std::cin >> wagon;
        there.at(wagon) = true;
    }
    bool complete = true;
    for (int wagon = 1; wagon <= n; wagon++) {
        if (!there.at(wagon)) {
            std::cout << wagon << "\n";
            complete = false;
        }
    }
    if (complete) std::cout << "complete\n";
}
