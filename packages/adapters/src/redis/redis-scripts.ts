/** KEYS[1]; ARGV: expected, value, time to live in milliseconds or ''. Answers 1 when it replaced the value. */
export const COMPARE_AND_SET = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[3] == '' then redis.call('SET', KEYS[1], ARGV[2]) else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
return 1`;
/**
 * KEYS[1]; ARGV: what to add, time to live in milliseconds or ''. Answers the sum as text (Lua's numbers are floating), or '' when it would leave the whole numbers that
 * JavaScript keeps exactly; then nothing has changed.
 */
export const INCREMENT = `
local new = redis.call('EXISTS', KEYS[1]) == 0
redis.call('INCRBY', KEYS[1], ARGV[1])
local sum = redis.call('GET', KEYS[1])
local number = tonumber(sum)
if number > 9007199254740991 or number < -9007199254740991 then
  redis.call('DECRBY', KEYS[1], ARGV[1])
  if new then redis.call('DEL', KEYS[1]) end
  return ''
end
if new and ARGV[2] ~= '' then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return sum`;
