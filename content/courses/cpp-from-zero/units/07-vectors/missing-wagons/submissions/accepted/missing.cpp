#include <iostream>
#include <vector>

int main() {
    int n, seen;
    std::cin >> n >> seen;
    std::vector<bool> there(n + 1, false);
    for (int i = 0; i < seen; i++) {
        int wagon;
        std::cin >> wagon;
        there[wagon] = true;
    }
    bool complete = true;
    for (int wagon = 1; wagon <= n; wagon++) {
        if (!there[wagon]) {
            std::cout << wagon << "\n";
            complete = false;
        }
    }
    if (complete) {
        std::cout << "complete\n";
    }
}
