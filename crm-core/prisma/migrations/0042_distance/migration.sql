-- metres over the globe between two points in WGS84; null where one of them is not known
create function metres_between(latitude_a float8, longitude_a float8, latitude_b float8, longitude_b float8)
returns float8 language sql immutable strict parallel safe as $$
  select 2 * 6371008.8 * asin(least(1, sqrt(
    sin(radians(latitude_a - latitude_b) / 2) ^ 2
    + cos(radians(latitude_a)) * cos(radians(latitude_b)) * sin(radians(longitude_a - longitude_b) / 2) ^ 2
  )))
$$;
