#include <iostream>

int main() {
    int n, longest = -1, place = 0;
    std::cin >> n;
    for (int i = 1; i <= n; i++) {
        int seconds;
        std::cin >> seconds;
        if (seconds > longest) {
            longest = seconds;
            place = i;
        }
    }
    std::cout << longest << "\n" << place << "\n";
}
