package pill

// Suggest returns the candidate that a misspelt word most likely stands for, or
// "" if none is near. The longer the word, the more slips are allowed.
func Suggest(word string, candidates []string) string {
	best, least := "", 1+len(word)/4
	if least > 3 {
		least = 3
	}
	least++ // the first distance that is too far
	for _, c := range candidates {
		if c == word {
			continue
		}
		if d := distance(word, c, least); d < least {
			best, least = c, d
		}
	}
	return best
}

// distance is how many letters have to be added, dropped, changed or swapped
// with their neighbour to get from a to b; limit or more counts as limit.
func distance(a, b string, limit int) int {
	if d := len(a) - len(b); d >= limit || -d >= limit {
		return limit
	}
	before, prev, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, prev, row = prev, row, before
	}
	return min(prev[len(b)], limit)
}

// OneSlip reports whether one letter makes the difference between two words, or two that
// are swapped.
func OneSlip(a, b string) bool { return a != b && distance(a, b, 2) < 2 }
