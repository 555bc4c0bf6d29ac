/* What stands in the free end of a target's vDSO: the time functions, asking the kernel and moving what it says of
   CLOCK_REALTIME. Position-independent; everything it needs lies between stub_begin and stub_end. Registers as any C
   function may use them. struct skew in clock.h has the formula. */
    .section .rodata
    .balign 64
    .globl stub_begin, stub_skew, stub_saved, stub_code, stub_clock_gettime, stub_gettimeofday, stub_time, stub_end
stub_begin:
    .ascii "FLCLOCK1"
stub_skew:
base:   .quad 0
offset: .quad 0
rate:   .quad 0
swing:  .quad 0
every:  .quad 0
stub_saved:
    .quad 0, 0, 0

stub_code:
/* rax = the time to show, in ns */
shown:
    sub     $24, %rsp
    xor     %edi, %edi
    mov     %rsp, %rsi
    mov     $228, %eax
    syscall
    imul    $1000000000, (%rsp), %r8
    add     8(%rsp), %r8
    add     $24, %rsp
    mov     %r8, %rax
    sub     base(%rip), %rax
    imulq   rate(%rip)
    mov     $1000000, %ecx
    idiv    %rcx
    add     %r8, %rax
    add     offset(%rip), %rax
    cmpq    $0, every(%rip)
    jz      2f
    mov     %rax, %r9
    mov     %r8, %rax
    sub     base(%rip), %rax
    cqo
    idivq   every(%rip)
    mov     swing(%rip), %rdx
    test    $1, %al
    jz      1f
    neg     %rdx
1:  lea     (%r9, %rdx), %rax
2:  ret

/* rax = seconds, rdx = nanoseconds to show */
shown_parts:
    call    shown
    cqo
    mov     $1000000000, %ecx
    idiv    %rcx
    ret

/* int clock_gettime(clock, timespec): CLOCK_REALTIME and CLOCK_REALTIME_COARSE move, the kernel answers for the rest */
stub_clock_gettime:
    test    %edi, %edi
    jz      1f
    cmp     $5, %edi
    jz      1f
    mov     $228, %eax
    syscall
    ret
1:  push    %rsi
    call    shown_parts
    pop     %rsi
    mov     %rax, (%rsi)
    mov     %rdx, 8(%rsi)
    xor     %eax, %eax
    ret

/* int gettimeofday(timeval, timezone), either of them may be null */
stub_gettimeofday:
    push    %rdi
    xor     %edi, %edi
    mov     $96, %eax
    syscall
    cmpq    $0, (%rsp)
    jz      1f
    call    shown_parts
    mov     (%rsp), %rdi
    mov     %rax, (%rdi)
    mov     %rdx, %rax
    xor     %edx, %edx
    mov     $1000, %ecx
    div     %rcx
    mov     %rax, 8(%rdi)
1:  pop     %rdi
    xor     %eax, %eax
    ret

/* time_t time(time_t), which may be null */
stub_time:
    push    %rdi
    call    shown_parts
    pop     %rdi
    test    %rdi, %rdi
    jz      1f
    mov     %rax, (%rdi)
1:  ret
stub_end:
    .section .note.GNU-stack, "", @progbits
