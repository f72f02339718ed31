"""What is settled before the first question: banks, samples, bars; locked and hashed."""
