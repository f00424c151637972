package dev.runvar.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineNumbersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '!',
      value = {
        "day 17 orders 345 best 10.2 | day >17, day # orders >345",
        "[2026-11-28 10:43:02,123] INFO step 5 | [# #] INFO step >5",
        "11/28/2026 5 agents | # >5",
        "epoch 3/10 | epoch >3, epoch #/>10",
        "t=0.125 n=1e6 m=-4 k=2e-5 | !!",
        "1,234,567 done, 12,34 | >1234567, # done, >12, # done, #,>34",
        "Schritt7: Größe 12 kB | Schritt>7, Schritt#: Größe >12",
        "12345678901234567890 ticks 3 | # ticks >3",
        "a 1 b 2 c 3 d 4 e 5 | a >1, a # b >2, a # b # c >3, a # b # c # d >4"
      })
  void whole_numbers_are_found_with_the_text_before_them(String line, String expected) {
    LineNumbers numbers = new LineNumbers(200, 15);
    numbers.read(line);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < numbers.count(); i++) {
      found.add(numbers.textBefore(i) + ">" + numbers.value(i));
    }
    assertEquals(expected, String.join(", ", found));
  }
}
