/** English: node types and their fields. */
export const types = {
  type: {
    llm: { keywords: 'prompt gpt chat 模型 大模型 moxing mx damoxing' },
    agent: { keywords: 'react tools 智能体 代理 zhinengti znt daili' },
    tool: { keywords: 'function 工具 gongju gj' },
    http: { keywords: 'api rest request webhook 请求 接口 qingqiu qq jiekou' },
    code: { keywords: 'javascript script function 代码 脚本 daima dm jiaoben' },
    email: { keywords: 'mail send 邮件 youjian yj' },
    human: { keywords: 'approval approve form ask 人工 审批 rengong rg shenpi sp' },
    condition: { keywords: 'if else branch 条件 判断 tiaojian tj panduan' },
    switch: { keywords: 'case route router branch 分支 分流 fenzhi fz' },
    parallel: { keywords: 'fork split 并行 bingxing bx' },
    join: { keywords: 'merge wait 汇合 合并 huihe hh hebing' },
    map: { keywords: 'each loop foreach iterate list 循环 遍历 xunhuan xh bianli' },
    set: { keywords: 'variable assign compute 设置 赋值 shezhi sz fuzhi' },
    wait: { keywords: 'delay sleep timer 等待 dengdai dd' },
    end: { keywords: 'finish output 结束 jieshu js' },
    fail: { keywords: 'error throw 失败 shibai sb' },
    terminate: { keywords: 'stop abort 终止 zhongzhi zz' },
  },
};
