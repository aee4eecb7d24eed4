import { createHash } from 'node:crypto';

export interface Script {
  readonly lua: string;
  readonly sha: string;
}

/**
 * KEYS: items (hash of id to record), dead (sorted set of ids by the moment of death), sequence (counter).
 * ARGV[1]: what the names of the lines begin with; a line is the list of the unfinished ids of one key, in order.
 */
const shared = `
  local items, dead, sequence, lines = KEYS[1], KEYS[2], KEYS[3], ARGV[1]

  local function read(id)
    local text = redis.call('HGET', items, id)
    return text and cjson.decode(text)
  end

  local function write(id, record)
    redis.call('HSET', items, id, cjson.encode(record))
  end

  local function append(id, key, dueAt)
    write(id, { key = key, sequence = redis.call('INCR', sequence), dueAt = dueAt, attempt = 0 })
    redis.call('RPUSH', lines .. key, id)
  end

  local function head(key)
    local id = redis.call('LINDEX', lines .. key, 0)
    if not id then return nil end
    local record = read(id)
    return { id = id, key = key, sequence = record.sequence, dueAt = record.dueAt }
  end

  local function heads(keys)
    local found = {}
    for key in pairs(keys) do found[#found + 1] = cjson.encode(head(key)) end
    return found
  end

  local function isTurnOf(id, key, record)
    return record and record.key == key and redis.call('LINDEX', lines .. key, 0) == id
  end
`;

/** ARGV: id, key and due moment of each item. The first of every key that was named, as JSON. */
export const publishScript = script(`
  local keys = {}
  for i = 2, #ARGV, 3 do
    local id, key, dueAt = ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 2])
    local record = read(id)
    if not record then append(id, key, dueAt) end
    if redis.call('LINDEX', lines .. key, 0) then keys[key] = true end
  end
  return heads(keys)
`);

/** ARGV: id, key, sequence. Counts a hand-over and says which it is; 0 when it is not the turn of this item any more. */
export const takeScript = script(`
  local id, key = ARGV[2], ARGV[3]
  local record = read(id)
  if not isTurnOf(id, key, record) or record.sequence ~= tonumber(ARGV[4]) then return 0 end
  record.attempt = record.attempt + 1
  write(id, record)
  return record.attempt
`);

/**
 * ARGV: id, key, sequence, attempt, reason, moment of death ('' for an ack). Takes the item out of its line, if this is
 * its last hand-over; gives the first of the key, as JSON, in any case.
 */
export const finishScript = script(`
  local id, key, reason = ARGV[2], ARGV[3], ARGV[6]
  local record = read(id)
  if isTurnOf(id, key, record) and record.sequence == tonumber(ARGV[4]) and record.attempt == tonumber(ARGV[5]) then
    redis.call('LPOP', lines .. key)
    if ARGV[7] == '' then
      redis.call('HDEL', items, id)
    else
      record.reason = reason
      write(id, record)
      redis.call('ZADD', dead, ARGV[7], id)
    end
  end
  local first = head(key)
  return first and cjson.encode(first)
`);

/** ARGV: limit. Id, moment of death and record of each. */
export const deadScript = script(`
  local found = {}
  local ids = redis.call('ZRANGE', dead, 0, tonumber(ARGV[2]) - 1, 'WITHSCORES')
  for i = 1, #ids, 2 do
    found[#found + 1] = ids[i]
    found[#found + 1] = ids[i + 1]
    found[#found + 1] = redis.call('HGET', items, ids[i])
  end
  return found
`);

/** ARGV: ids. How many there were, then the first of every key that was named, as JSON. */
export const replayScript = script(`
  local old, keys = {}, {}
  for i = 2, #ARGV do
    if redis.call('ZREM', dead, ARGV[i]) == 1 then
      local record = read(ARGV[i])
      old[#old + 1] = { id = ARGV[i], key = record.key, sequence = record.sequence }
    end
  end
  table.sort(old, function(a, b) return a.sequence < b.sequence end)
  for _, item in ipairs(old) do
    append(item.id, item.key, 0)
    keys[item.key] = true
  end
  local found = heads(keys)
  table.insert(found, 1, #old)
  return found
`);

/** ARGV: ids. How many there were. */
export const discardScript = script(`
  local count = 0
  for i = 2, #ARGV do
    if redis.call('ZREM', dead, ARGV[i]) == 1 then
      redis.call('HDEL', items, ARGV[i])
      count = count + 1
    end
  end
  return count
`);

function script(body: string): Script {
  const lua = shared + body;
  return { lua, sha: createHash('sha1').update(lua).digest('hex') };
}
