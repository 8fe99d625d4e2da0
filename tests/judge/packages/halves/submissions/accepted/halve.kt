fun main() { println(readLine()!!.toInt() / 2.0) }
