#include <iostream>
#include <string>

int main() {
    std::string home, away, home_goals, away_goals;
    std::getline(std::cin, home);
    std::getline(std::cin, away);
    std::getline(std::cin, home_goals);
    std::getline(std::cin, away_goals);
    std::cout << home << ' ' << home_goals << ':' << away_goals << ' ' << away << '\n';
}
