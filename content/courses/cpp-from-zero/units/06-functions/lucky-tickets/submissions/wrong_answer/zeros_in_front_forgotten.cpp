#include <iostream>
#include <string>

int main() {
    int first, last, count = 0;
    std::cin >> first >> last;
    for (int ticket = first; ticket <= last; ticket++) {
        std::string s = std::to_string(ticket);
        if (s.size() < 6) continue;
        if (s[0] + s[1] + s[2] == s[3] + s[4] + s[5]) count++;
    }
    std::cout << count << "\n";
}
