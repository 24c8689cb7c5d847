SELECT count(*) FROM photo a JOIN photo b ON a.photo_id < b.photo_id AND bit_count((a.phash # b.phash)::bit(64)) <= 8
WHERE a.photo_id <= 20000 AND b.photo_id <= 20000
