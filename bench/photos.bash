# shellcheck shell=bash disable=SC2154
# Repeated photos: which of them are nearly the same, among all; read by bench/run.

# clustered PHOTOS [KNOWN]    photo_cluster() over the first photos, without a limit of time
clustered()
{
	echo "SELECT max(c) FROM (SELECT photo_cluster(photo_id, sha256, phash, taken_at, 8, NULL${2:+, $2}) OVER () AS c FROM photo WHERE photo_id <= $1) s"
}

photo_works()
{
	rare photo_plain 0 'plain SQL, pairs of 20,000 by a self-join' "$(<bench/photos_plain.sql)"
	work photo_20000 0 'photo_cluster, 20,000' "$(clustered 20000)"
	work photo_100000 0 'photo_cluster, 100,000' "$(clustered 100000)"
	work photo_million 0 'photo_cluster, 1,000,000' "$(clustered 1000000)"
	work photo_known 0 'photo_cluster, 1,000 beside 999,000 known' "$(clustered 1000000 known_cluster)"
}

photo_table()
{
	cat <<-HEAD

		| work: photos whose hashes differ in at most 8 bits | median s | ratio | bar | met |
		|---|---|---|---|---|
	HEAD
	line photo_plain
	line photo_20000 least photo_plain
	line photo_100000 within 1
	line photo_million within 15
	line photo_known least photo_million
}
